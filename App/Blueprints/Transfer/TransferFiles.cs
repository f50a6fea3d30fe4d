using System.Globalization;
using System.Security.Cryptography;
using App.Blueprints.Accounts;
using App.Blueprints.Links.Lists;
using App.Blueprints.Transfer.BookmarkFiles;
using App.Blueprints.Transfer.Exports;
using App.Blueprints.Transfer.Imports;
using App.Patterns.RequestChecksums;
using App.Patterns.Streaming;
using App.Patterns.Uploads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace App.Blueprints.Transfer;

/// <summary>The machine addresses: what is written out, and what was brought in.</summary>
static class TransferFiles
{
    /// <summary>
    /// Everything, or what the search in the query finds, in the format that the name of the file asks for.
    /// </summary>
    public static IResult Export(string format, HttpContext context, LinkExport links, TimeProvider clock)
    {
        var request = context.Request;
        if (LinkExport.WriterOf(format, request.Query["for"] == "linkding") is not { } writer)
            return TypedResults.NotFound();
        context.Response.RegisterForDispose(writer);
        var asked = LinkQuery.Of(request.Query);
        // A list shows such a search as plain words and says so; a file could not say it.
        if (asked.WasCut || asked.Search.Problem is not null)
        {
            context.Features.Set(new ErrorReason("errors.search.text"));
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }
        var rows = links.Read(context.User.AccountId(), LinkExport.QueryOf(request.Query));
        return new StreamedResult(writer.ContentType, (output, cancelled) => writer.WriteAsync(rows, output, cancelled))
        {
            FileName =
                $"carafe-{clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.{writer.Extension}",
        };
    }

    /// <summary>The file that an import read.</summary>
    public static async Task<Results<UploadResult, NotFound>> Imported(
        long id, HttpContext context, ImportStore imports, [FromKeyedServices(ImportFiles.SetName)] UploadSet files)
    {
        if (imports.Find(id, context.User.AccountId()) is not { } import || files.Find(import.FileId) is not { } path)
            return TypedResults.NotFound();
        await context.AnswerReprDigest(algorithm => DigestOf(path, algorithm, import, context.RequestAborted));
        return new UploadResult(files, import.FileId, import.FileName);
    }

    /// <summary>The refused rows of an import, as a bookmark file with everything that they say.</summary>
    public static IResult Refused(
        long id, HttpContext context, ImportStore imports, [FromKeyedServices(ImportFiles.SetName)] UploadSet files,
        TimeProvider clock)
    {
        if (imports.Find(id, context.User.AccountId()) is not { } import) return TypedResults.NotFound();
        var path = files.Find(import.FileId);
        var writer = new BookmarkFileWriter();
        context.Response.RegisterForDispose(writer);
        var now = clock.GetUtcNow();
        var rows = path is null ? RefusedRows.Stored(imports, import.Id, now) : RefusedRows.InFile(path, import, now);
        return new StreamedResult(writer.ContentType, (output, cancelled) => writer.WriteAsync(rows, output, cancelled))
        {
            FileName = $"{Path.GetFileNameWithoutExtension(import.FileName)}-refused.html",
        };
    }

    static async Task<byte[]> DigestOf(string path, string algorithm, Import import, CancellationToken cancelled)
    {
        if (algorithm == DigestAlgorithms.Sha256 && import.FileDigest is { } kept) return Convert.FromHexString(kept);
        await using var file = File.OpenRead(path);
        return algorithm == DigestAlgorithms.Sha512
            ? await SHA512.HashDataAsync(file, cancelled)
            : await SHA256.HashDataAsync(file, cancelled);
    }
}
