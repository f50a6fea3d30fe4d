using System.IO.Pipelines;
using System.Text;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Exports;

namespace App.Tests.Blueprints.Transfer.Exports;

public sealed class LinkWriterTests
{
    public static TheoryData<string> Formats => ["html", "linkding", "csv", "json", "jsonl"];

    [Theory, MemberData(nameof(Formats)), Trait("Statement", "P19.1")]
    public async Task The_first_row_is_sent_before_the_second_is_read(string format)
    {
        var pipe = new Pipe();
        using var writer = Writer(format);
        await writer.WriteAsync(Links(), pipe.Writer, TestContext.Current.CancellationToken);

        IEnumerable<ExportedLink> Links()
        {
            yield return Link(1);
            Assert.True(pipe.Reader.TryRead(out var sent));
            Assert.Contains("example.org/1", Encoding.UTF8.GetString(sent.Buffer));
            pipe.Reader.AdvanceTo(sent.Buffer.End);
            yield return Link(2);
        }
    }

    [Theory, MemberData(nameof(Formats)), Trait("Statement", "P19.4")]
    public async Task A_query_that_fails_at_once_writes_nothing(string format)
    {
        using var output = new MemoryStream();
        using var writer = Writer(format);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            writer.WriteAsync(Failing(0), output, TestContext.Current.CancellationToken)
        );
        Assert.Equal(0, output.Length);
        using var second = Writer(format);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            second.WriteAsync(Failing(5), output, TestContext.Current.CancellationToken)
        );
        Assert.NotEqual(0, output.Length);

        static IEnumerable<ExportedLink> Failing(int after)
        {
            for (var number = 0; number < after; number++) yield return Link(number);
            throw new InvalidOperationException("The query failed.");
        }
    }

    [Theory, MemberData(nameof(Formats)), Trait("Statement", "P19.5")]
    public async Task A_disconnect_closes_the_query(string format)
    {
        var isClosed = false;
        using var cancellation = new CancellationTokenSource();
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        using var writer = Writer(format);
        await writer.WriteAsync(Endless(), pipe.Writer, TestContext.Current.CancellationToken);
        Assert.True(isClosed);

        isClosed = false;
        using var second = Writer(format);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            second.WriteAsync(Endless(), Stream.Null, cancellation.Token)
        );
        Assert.True(isClosed);

        IEnumerable<ExportedLink> Endless()
        {
            try
            {
                for (var number = 1; ; number++)
                {
                    if (number == 1000) cancellation.Cancel();
                    yield return Link(number);
                }
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    internal static LinkWriter Writer(string format) => format switch
    {
        "csv" => new CsvLinkWriter(),
        "json" => new JsonLinkWriter(),
        "jsonl" => new JsonLinkWriter(asLines: true),
        _ => new BookmarkFileWriter(forLinkding: format == "linkding"),
    };

    internal static ExportedLink Link(int number) => new()
    {
        Url = $"https://example.org/{number}",
        Title = $"Link {number}",
        AddedAt = DateTimeOffset.FromUnixTimeSeconds(1500000000 + number),
    };

    internal static async Task<string> Written(string format, params ExportedLink[] links)
    {
        using var output = new MemoryStream();
        using var writer = Writer(format);
        await writer.WriteAsync(links, output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
