using System.Data.Common;
using App.Blueprints.Accounts;
using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts;

public sealed class AccountRemovalTests
{
    [Fact]
    public async Task Account_removal_of_all_blueprints_is_one_transaction_and_a_failure_rolls_it_back()
    {
        var removal = new Removal();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<IAccountRemoval>(removal)
        );
        (await library.SignUp("operator")).Dispose();
        using var alice = await library.SignUp("alice");
        var page = await alice.Get("/en/account/delete");
        removal.Fails = true;
        Assert.Equal(
            HttpStatusCode.InternalServerError,
            (await alice.Submit(page, "form#delete", Fields(TestLibrary.Password))).Status
        );
        Assert.True(await alice.IsSignedIn());
        removal.Fails = false;
        await alice.Submit(page, "form#delete", Fields(TestLibrary.Password));
        Assert.Equal([2, 2], removal.Asked);
        Assert.Equal(1, Count(library, "select count(*) from accounts"));
    }

    [Fact]
    public async Task Links_tags_and_import_rows_are_deleted_before_the_transaction_that_removes_the_account()
    {
        var left = new List<long>();
        var removal = new Removal();
        await using var library = await TestLibrary.Start(configure: builder =>
            builder.Services.AddSingleton<IAccountRemoval>(removal)
        );
        using var alice = await library.SignUp("alice");
        (await library.SignUp("bobby")).Dispose();
        Execute(library, "update accounts set is_operator = 1");
        Execute(library, """
            insert into links (account_id, url, url_key, site, created_at, updated_at, deleted_at)
            select 1, value, value, 'example.org', 0, 0, iif(value % 2, 0, null)
            from generate_series(1, 3000);
            insert into tags (account_id, name, name_key, created_at)
            select 1, value, value, 0
            from generate_series(1, 3000);
            insert into imports
                (id, account_id, file_id, file_name, file_bytes, visibility, folder_tags, tags, created_at)
            values (1, 1, 'none', 'none', 0, 'private', 0, '', 0);
            insert into import_rows (import_id, kind, position, line, reason, url, title, folder)
            select 1, 'new', value, 0, '', '', '', ''
            from generate_series(1, 3000);
            insert into import_refusals (import_id, number, line, reason, url, title)
            select 1, value, 0, '', '', ''
            from generate_series(1, 3000);
            """.Replace(
                "from generate_series(1, 3000)",
                """
                from (
                    with recursive numbers (value) as (
                        select 1
                        union all
                        select value + 1 from numbers where value < 3000
                    )
                    select value from numbers
                )
                """,
                StringComparison.Ordinal
            )
        );
        // Counts the remaining rows on a separate connection, which sees only committed changes.
        removal.Removing = () =>
            left.AddRange(
                ((string[])["links", "tags", "import_rows", "import_refusals"]).Select(table =>
                    Count(library, $"select count(*) from {table}")
                )
            );
        await alice.Submit(await alice.Get("/en/account/delete"), "form#delete", Fields(TestLibrary.Password));
        Assert.Equal([0, 0, 0, 0], left);
        Assert.Equal(1, Count(library, "select count(*) from accounts"));
    }

    static Dictionary<string, string?> Fields(string? password) => new() { ["Password"] = password };

    static void Execute(TestLibrary library, string sql) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().Execute(sql));

    static long Count(TestLibrary library, string sql) =>
        library.InScope(scope => scope.GetRequiredService<DbConnection>().ExecuteScalar<long>(sql));

    sealed class Removal : IAccountRemoval
    {
        public List<long> Asked { get; } = [];

        public bool Fails { get; set; }

        public Action Removing { get; set; } = () => { };

        public void Remove(long accountId)
        {
            Asked.Add(accountId);
            Removing();
            if (Fails) throw new InvalidOperationException("The disk is gone.");
        }
    }
}
