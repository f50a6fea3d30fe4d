using App.Patterns.Localization;

namespace App.Tests.Patterns.Localization;

public sealed class LanguageCultureTests
{
    [Theory]
    [InlineData("en", "1,234.5")]
    [InlineData("de", "1.234,5")]
    [InlineData("fr", "1\u202F234,5")]
    [InlineData("ar", "1,234.5")]
    public void Numbers_have_digits_and_separators_of_one_system(string language, string expected) =>
        Assert.Equal(expected, 1234.5.ToString("N1", Languages.Culture(language)));

    [Fact]
    public void Percentages_in_Arabic_have_the_sign_that_belongs_to_Latin_digits() =>
        Assert.Equal("50%", 0.5.ToString("P0", Languages.Culture("ar")));

    [Theory]
    [InlineData("de")]
    [InlineData("ar")]
    public void A_culture_is_cached_and_cannot_be_changed(string language)
    {
        Assert.True(Languages.Culture(language).IsReadOnly);
        Assert.Same(Languages.Culture(language), Languages.Culture(language));
    }
}
