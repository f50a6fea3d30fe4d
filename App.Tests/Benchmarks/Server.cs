using System.Diagnostics;
using System.Globalization;
using App.Tests.Testing;

namespace App.Tests.Benchmarks;

/// <summary>The running program and one HTTP client that sends requests to it.</summary>
sealed class Server
{
    /// <summary>Raises the upload limit, because a file of a million bookmarks exceeds the default.</summary>
    public static readonly string[] Settings = ["--MaxUploadBytes", "2000000000"];

    const string Password = "correct horse battery";

    readonly ChildProgram program;

    Server(ChildProgram program, Visitor visitor) => (this.program, Visitor) = (program, visitor);

    public Visitor Visitor { get; }

    public static async Task<Server> Start(string data, CookieContainer? cookies = null)
    {
        var program = ChildProgram.Start(["--DataDirectory", data, "--urls", "http://127.0.0.1:0", .. Settings]);
        var visitor = new Visitor(await program.Listening(), "en");
        // Copies the cookies of an earlier client. Cookies do not depend on the port, which changes with each start.
        if (cookies is not null) visitor.Cookies.Add(cookies.GetAllCookies());
        return new(program, visitor);
    }

    public async Task SignUp(string name)
    {
        var page = await Visitor.Get("/en/account/sign-up");
        var answer = await Visitor.Submit(page, "form#sign-up", new Dictionary<string, string?>
        {
            ["username"] = name,
            ["password"] = Password,
            ["confirm"] = Password,
            ["accept"] = "true",
        }, follow: false);
        if (answer.Status != HttpStatusCode.SeeOther) throw new InvalidOperationException(answer.Text);
    }

    /// <summary>Requests a page and reads its body.</summary>
    public async Task Get(string address)
    {
        using var answer = await Visitor.Http.GetAsync(new Uri(address, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{address}: {answer.StatusCode}");
    }

    public async Task Download(string address)
    {
        using var answer = await Visitor.Http.GetAsync(
            new Uri(address, UriKind.Relative),
            HttpCompletionOption.ResponseHeadersRead
        );
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{address}: {answer.StatusCode}");
        await answer.Content.CopyToAsync(Stream.Null);
    }

    /// <summary>Submits the form for a new link repeatedly. Only the POST requests are timed.</summary>
    public async Task<Figures> Creating()
    {
        var form = await Visitor.Get("/en/links/new");
        var token = form.Find(
                "#form-new [name=__RequestVerificationToken], main form [name=__RequestVerificationToken]"
            )
            .GetAttribute("value")!;
        var number = 0;
        return await Figures.Of(async () =>
        {
            using var fields = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = token,
                ["Form.Url"] = string.Create(CultureInfo.InvariantCulture, $"https://new.example/{++number}"),
                ["Form.Title"] = "A link that is added by hand",
                ["Form.Description"] = "With a few words about what it is and why it is kept",
                ["Form.Tags"] = SampleFile.Tag,
            });
            using var answer = await Visitor.Http.PostAsync(new Uri("/en/links/new", UriKind.Relative), fields);
            if (answer.StatusCode != HttpStatusCode.SeeOther)
                throw new InvalidOperationException($"A new link: {answer.StatusCode}");
        });
    }

    public Figures Memory() => Megabytes(process => process.WorkingSet64);

    public Figures HighestMemory() => Megabytes(process => process.PeakWorkingSet64);

    public async Task Stop()
    {
        await program.Signal();
        await program.Ended();
        program.Dispose();
        Visitor.Dispose();
    }

    Figures Megabytes(Func<Process, long> count)
    {
        using var process = Process.GetProcessById(program.Id);
        return Figures.One("MB", count(process) / 1e6);
    }
}
