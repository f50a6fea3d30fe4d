using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace App.Blueprints.Links;

/// <summary>What taking in links would do, asked of the library without changing it.</summary>
public sealed class LinkForecastStore(DbConnection connection)
{
    /// <summary>Says for each row, in order, what <see cref="LinkImportStore"/> would make of it if it stood alone.</summary>
    public IReadOnlyList<LinkForecast> Foresee(long accountId, IReadOnlyList<LinkForecastQuestion> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var answers = connection.Query<Answer>(
            """
            select wanted.key as number,
              links.title = '' and wanted.value ->> 1 <> ''
                or links.description = '' and wanted.value ->> 2 <> ''
                or links.folder = '' and wanted.value ->> 3 <> ''
                or links.keyword = '' and wanted.value ->> 4 <> ''
                or wanted.value ->> 5 <> '' and instr(links.note, wanted.value ->> 5) = 0
                or wanted.value ->> 6 is not null and links.created_at > wanted.value ->> 6 as is_completed,
              exists (
                select 1
                from json_each(wanted.value -> 7) as name
                where not exists (
                  select 1
                  from tags
                  join link_tags on link_tags.tag_id = tags.id and link_tags.link_id = links.id
                  where tags.account_id = @accountId and tags.name_key = name.value
                )
              ) as lacks_tag,
              exists (
                select 1
                from json_each(wanted.value -> 8) as name
                where not exists (
                  select 1
                  from tags
                  join link_tags on link_tags.tag_id = tags.id and link_tags.link_id = links.id
                  where tags.account_id = @accountId and tags.name_key = name.value
                )
              ) as lacks_more
            from json_each(@rows) as wanted
            cross join links on links.account_id = @accountId and links.url_key = wanted.value ->> 0 and links.deleted_at is null
            """,
            new { accountId, rows = JsonSerializer.Serialize(rows.Select(Written)) }).ToDictionary(answer => answer.Number);
        return [.. rows.Select((_, number) => answers.TryGetValue(number, out var answer) ? answer.Forecast : LinkForecast.New)];
    }

    static object?[] Written(LinkForecastQuestion row)
    {
        var link = row.Link.Cleaned();
        return
        [
            link.Url.Key, link.Title, link.Description, link.Folder, link.Keyword, link.Note, link.CreatedAt?.ToUnixTimeMilliseconds(),
            link.Tags.Select(TagNames.KeyOf), TagNames.Distinct(row.MoreTags).Select(TagNames.KeyOf),
        ];
    }

    sealed record Answer
    {
        public required long Number { get; init; }

        public required bool IsCompleted { get; init; }

        public required bool LacksTag { get; init; }

        public required bool LacksMore { get; init; }

        public LinkForecast Forecast =>
            IsCompleted || LacksTag ? LinkForecast.Completed : LacksMore ? LinkForecast.Tagged : LinkForecast.Present;
    }
}

/// <param name="Link">A link as a file says it is.</param>
/// <param name="MoreTags">Tags that a person may still choose to put on it.</param>
public readonly record struct LinkForecastQuestion(LinkImport Link, IReadOnlyList<string> MoreTags);

/// <summary>What would become of a link that is brought in.</summary>
public enum LinkForecast
{
    New,

    /// <summary>It is there and would get what it lacks.</summary>
    Completed,

    /// <summary>It is there and would get nothing but the tags that may still be chosen.</summary>
    Tagged,

    /// <summary>It is there and nothing would change.</summary>
    Present,
}
