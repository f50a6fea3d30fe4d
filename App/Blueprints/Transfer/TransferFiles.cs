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

/// <summary>Download endpoints: exports, uploaded files and refused rows.</summary>
static class TransferFiles
{
    /// <summary>
    /// Exports links in the given format: all links, or the links that match the search in the query string.
    /// </summary>
    public static IResult Export(string format, HttpContext context, LinkExport links, TimeProvider clock)
    {
        var request = context.Request;
        if (LinkExport.WriterOf(format, request.Query["for"] == "linkding") is not { } writer)
            return TypedResults.NotFound();
        context.Response.RegisterForDispose(writer);
        var asked = LinkQuery.Of(request.Query);
        // Rejects an invalid search. A list page would search for plain words and show a message, but an exported file
        // cannot show a message.
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

    /// <summary>Downloads the uploaded file of an import.</summary>
    public static async Task<Results<UploadResult, NotFound>> Imported(
        long id, HttpContext context, ImportStore imports, [FromKeyedServices(ImportFiles.SetName)] UploadSet files)
    {
        if (imports.Find(id, context.User.AccountId()) is not { } import || files.Find(import.FileId) is not { } path)
            return TypedResults.NotFound();
        await context.SetReprDigestAsync(algorithm => DigestOf(path, algorithm, import, context.RequestAborted));
        return new UploadResult(files, import.FileId, import.FileName);
    }

    /// <summary>Downloads the refused rows of an import as a bookmark file.</summary>
    public static IResult Refused(
        long id, HttpContext context, ImportStore imports, ImportRefusalStore refusals,
        [FromKeyedServices(ImportFiles.SetName)] UploadSet files, TimeProvider clock)
    {
        if (imports.Find(id, context.User.AccountId()) is not { } import) return TypedResults.NotFound();
        var path = files.Find(import.FileId);
        var writer = new BookmarkFileWriter();
        context.Response.RegisterForDispose(writer);
        var now = clock.GetUtcNow();
        var rows = path is null ? RefusedRows.Stored(refusals, import.Id, now) : RefusedRows.InFile(path, import, now);
        return new StreamedResult(writer.ContentType, (output, cancelled) => writer.WriteAsync(rows, output, cancelled))
        {
            FileName = $"{Path.GetFileNameWithoutExtension(import.FileName)}-refused.html",
        };
    }

    static async Task<byte[]> DigestOf(string path, string algorithm, Import import, CancellationToken cancelled)
    {
        if (algorithm == DigestAlgorithms.Sha256 && import.FileDigest is { } stored)
            return Convert.FromHexString(stored);
        await using var file = File.OpenRead(path);
        return algorithm == DigestAlgorithms.Sha512
            ? await SHA512.HashDataAsync(file, cancelled)
            : await SHA256.HashDataAsync(file, cancelled);
    }
}
