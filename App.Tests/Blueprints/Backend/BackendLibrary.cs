using App.Tests.Testing;

namespace App.Tests.Blueprints.Backend;

/// <summary>Base class for tests: starts a library and signs up an operator and a member.</summary>
public abstract class BackendLibrary : IAsyncLifetime
{
    private protected TestLibrary library = null!;
    private protected Visitor operating = null!;
    private protected Visitor member = null!;

    public async ValueTask InitializeAsync()
    {
        library = await TestLibrary.Start();
        operating = await library.SignUp("operator1");
        member = await library.SignUp("member1");
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        operating.Dispose();
        member.Dispose();
        await library.DisposeAsync();
    }

    private protected async Task<HttpStatusCode> Post(string url, string? token, (string, string) field)
    {
        Dictionary<string, string> fields = new() { [field.Item1] = field.Item2 };
        if (token is not null)
            fields["__RequestVerificationToken"] = token;
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        return (await operating.Send(request)).Status;
    }
}
