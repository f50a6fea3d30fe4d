using App.Blueprints.Transfer.BookmarkFiles;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Transfer.Imports;

/// <summary>Translated messages for invalid files and refused rows.</summary>
public static class ImportTexts
{
    public static string Of(BookmarkFileProblem problem, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return problem switch
        {
            BookmarkFileProblem.Empty => texts["transfer.problem.empty"],
            BookmarkFileProblem.NoLinks => texts["transfer.problem.no_links"],
            BookmarkFileProblem.Csv => texts["transfer.problem.csv"],
            BookmarkFileProblem.Json => texts["transfer.problem.json"],
            BookmarkFileProblem.PlainText => texts["transfer.problem.plain_text"],
            BookmarkFileProblem.Archive => texts["transfer.problem.archive"],
            BookmarkFileProblem.Database => texts["transfer.problem.database"],
            _ => texts["transfer.problem.unknown"],
        };
    }

    /// <param name="reason">The name of a <see cref="RefusalReason"/>, as it is stored.</param>
    /// <param name="texts">The translations.</param>
    public static string OfRefusal(string reason, IStringLocalizer texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Enum.TryParse<RefusalReason>(reason, out var known) ? Of(known, texts) : reason;
    }

    static string Of(RefusalReason reason, IStringLocalizer texts) => reason switch
    {
        RefusalReason.MissingUrl => texts["transfer.refusal.missing_url"],
        RefusalReason.ShaarliNote => texts["transfer.refusal.shaarli_note"],
        RefusalReason.RelativeUrl => texts["transfer.refusal.relative_url"],
        RefusalReason.UrlTooLong => texts["transfer.refusal.url_too_long"],
        RefusalReason.Script => texts["transfer.refusal.script"],
        RefusalReason.BrowserQuery => texts["transfer.refusal.browser_query"],
        RefusalReason.DataUrl => texts["transfer.refusal.data_url"],
        RefusalReason.BrowserPage => texts["transfer.refusal.browser_page"],
        RefusalReason.Feed => texts["transfer.refusal.feed"],
        RefusalReason.LocalFile => texts["transfer.refusal.local_file"],
        RefusalReason.UnsupportedScheme => texts["transfer.refusal.unsupported_scheme"],
        RefusalReason.Unfinished => texts["transfer.refusal.unfinished"],
        RefusalReason.CutOff => texts["transfer.refusal.cut_off"],
        RefusalReason.Hidden => texts["transfer.refusal.hidden"],
        RefusalReason.FolderDescription => texts["transfer.refusal.folder_description"],
        _ => texts["transfer.refusal.invalid_url"],
    };
}
