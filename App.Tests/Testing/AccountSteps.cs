
namespace App.Tests.Testing;

/// <summary>Methods that sign a visitor in and that check whether a visitor is signed in.</summary>
static class AccountSteps
{
    public static async Task<Answer> SignIn(
        this Visitor visitor,
        string name,
        string password = TestLibrary.Password,
        string next = "",
        bool follow = false
    )
    {
        var page = await visitor.Get(
            $"/en/account/sign-in{(next.Length > 0 ? $"?next={Uri.EscapeDataString(next)}" : "")}"
        );
        return await visitor.Submit(
            page,
            "form#sign-in",
            new Dictionary<string, string?> { ["username"] = name, ["password"] = password },
            follow: follow
        );
    }

    public static async Task<bool> IsSignedIn(this Visitor visitor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/en/account/settings");
        return (await visitor.Send(request)).Status == HttpStatusCode.OK;
    }
}
