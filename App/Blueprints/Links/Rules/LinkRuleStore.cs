using System.Data.Common;
using Dapper;

namespace App.Blueprints.Links.Rules;

/// <summary>Reads and writes the rules of accounts, and finds the links that a rule matches.</summary>
public sealed class LinkRuleStore(DbConnection connection)
{
    /// <summary>All rules, sorted by position.</summary>
    public IReadOnlyList<LinkRule> All(long accountId) => connection.Query<LinkRule>(
        """
        select id, name, host, path, words, tag_list, archives, marks_unread, is_active, position, version
        from link_rules
        where account_id = @accountId
        order by position, id
        """, new { accountId }).AsList();

    /// <summary>The active rules, which are applied to new links.</summary>
    public LinkRules Active(long accountId) => new(All(accountId).Where(rule => rule.IsActive));

    public LinkRule? Find(long accountId, long id) => connection.QuerySingleOrDefault<LinkRule>(
        """
        select id, name, host, path, words, tag_list, archives, marks_unread, is_active, position, version
        from link_rules
        where account_id = @accountId
          and id = @id
        """, new { accountId, id });

    /// <summary>
    /// Adds a rule at the end and returns its id. Returns null when the account already has
    /// <see cref="LinkRule.MaxCount"/> rules.
    /// </summary>
    public long? Add(long accountId, LinkRule rule, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return connection.QuerySingleOrDefault<long?>(
            """
            insert into link_rules (account_id, name, host, path, words, tag_list, archives, marks_unread,
              position, created_at)
            select @accountId, @Name, @Host, @Path, @Words, @TagList, @Archives, @MarksUnread,
              coalesce(max(position), 0) + 1, @now
            from link_rules
            where account_id = @accountId
            having count(*) < @MaxCount
            returning id
            """,
            new
            {
                accountId,
                rule.Name,
                rule.Host,
                rule.Path,
                rule.Words,
                rule.TagList,
                rule.Archives,
                rule.MarksUnread,
                now,
                LinkRule.MaxCount,
            }
        );
    }

    /// <summary>
    /// Saves an edited rule. Returns false when the stored rule has another version than <paramref name="rule"/>, or
    /// was deleted.
    /// </summary>
    public bool Update(long accountId, LinkRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return connection.Execute(
                """
                update link_rules
                set name = @Name, host = @Host, path = @Path, words = @Words, tag_list = @TagList, archives = @Archives,
                  marks_unread = @MarksUnread, version = version + 1
                where account_id = @accountId
                  and id = @Id
                  and version = @Version
                """,
                new
                {
                    accountId,
                    rule.Id,
                    rule.Version,
                    rule.Name,
                    rule.Host,
                    rule.Path,
                    rule.Words,
                    rule.TagList,
                    rule.Archives,
                    rule.MarksUnread,
                }
            ) > 0;
    }

    public bool SetActive(long accountId, long id, bool value) =>
        connection.Execute(
            """
            update link_rules
            set is_active = @value
            where account_id = @accountId
              and id = @id
            """,
            new
            {
                accountId,
                id,
                value,
            }
        ) > 0;

    /// <summary>Swaps a rule with the one above it. Returns false when the rule does not exist.</summary>
    public bool MoveUp(long accountId, long id)
    {
        var rules = All(accountId).ToList();
        var place = rules.FindIndex(rule => rule.Id == id);
        if (place < 0) return false;
        if (place == 0) return true;
        SetPosition(accountId, id, rules[place - 1].Position);
        SetPosition(accountId, rules[place - 1].Id, rules[place].Position);
        return true;
    }

    public bool Delete(long accountId, long id) => connection.Execute(
        """
        delete from link_rules
        where account_id = @accountId
          and id = @id
        """, new { accountId, id }) > 0;

    /// <summary>
    /// The links that a rule matches, including archived ones. Streams the rows instead of buffering them.
    /// </summary>
    public IEnumerable<MatchedLink> Matching(long accountId, LinkRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var rules = new LinkRules([rule]);
        return connection.Query<MatchedLink>(
            """
            select id, url, site, title, description
            from links
            where account_id = @accountId
              and deleted_at is null
              and (@host = '' or site = @host or substr(site, -length(@host) - 1) = '.' || @host)
            order by created_at desc
            """, new { accountId, host = rule.Host }, buffered: false)
            .Where(link => rules.Acting(link.Url, link.Site, link.Title, link.Description).Any());
    }

    void SetPosition(long accountId, long id, long position) => connection.Execute(
        """
        update link_rules
        set position = @position
        where account_id = @accountId
          and id = @id
        """, new { accountId, id, position });
}

/// <summary>The fields of a link that are compared with the conditions of rules.</summary>
public sealed record MatchedLink
{
    public required long Id { get; init; }

    public required string Url { get; init; }

    public required string Site { get; init; }

    public required string Title { get; init; }

    public required string Description { get; init; }
}
