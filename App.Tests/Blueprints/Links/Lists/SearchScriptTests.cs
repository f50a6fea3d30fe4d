using App.Blueprints.Links.Lists;

namespace App.Tests.Blueprints.Links.Lists;

public sealed class SearchScriptTests : SampleLinks
{
    [Theory]
    [InlineData("東京")]
    [InlineData("京都")]
    [InlineData("京")]
    [InlineData("東京都の天気")]
    [InlineData("カメラ")]
    [InlineData("ラ2")]
    [InlineData("서울")]
    [InlineData("울날")]
    [InlineData("𠮷")]
    [InlineData("web東")]
    public void Chinese_Japanese_and_Korean_text_is_found_by_any_part(string typed)
    {
        desk.Add("https://cjk.example/", "東京都の天気とカメラ2 서울날씨 𠮷野家 Web東");
        Assert.Single(desk.Titles(typed));
        Assert.Single(desk.Titles($"\"{typed}\""));
        Assert.Single(desk.Titles($"title:{typed}"));
        Assert.Empty(desk.Titles($"-{typed} site:cjk.example"));
        Assert.Empty(desk.Titles("都京"));
    }

    [Theory]
    [InlineData("c++", "C++17 and c++")]
    [InlineData("c#", "C# in C#8")]
    [InlineData("f#", "F#")]
    [InlineData(".net", "ASP.NET is not, the .NET runtime is")]
    [InlineData("don't", "Don't panic")]
    [InlineData("🎉", "Party🎉🥳time")]
    [InlineData("🥳", "Party🎉🥳time")]
    [InlineData("→ home", "Way → Home")]
    [InlineData("-☃ snow", "")]
    [InlineData("☃", "Snow☃")]
    [InlineData("#c#", "Sea sharp")]
    public void Symbols_are_found(string typed, string titles)
    {
        foreach (
            var title in new[]
            {
                "C++17 and c++",
                "C# in C#8",
                "F#",
                "ASP.NET is not, the .NET runtime is",
                "Just asp.net",
                "Don't panic",
                "Donald t",
                "Party🎉🥳time",
                "Way → Home",
                "Home way",
                "Snow☃",
                "a c b f net",
            }
        )
            desk.Add($"https://signs.example/{title.Length}/{(int)title[0]}{(int)title[^1]}", title);
        desk.Add("https://sea.example/", "Sea sharp", tags: "C#");
        Assert.Equal(
            titles,
            string.Join(
                '|',
                desk.Titles($"{typed} site:{(typed == "#c#" ? "sea" : "signs")}.example", sort: LinkSort.Title)
            )
        );
    }
}
