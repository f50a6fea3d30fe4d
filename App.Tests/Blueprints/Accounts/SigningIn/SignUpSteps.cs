using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts.SigningIn;

/// <summary>Provides the values of a sign-up form and counts the accounts in the database.</summary>
static class SignUpSteps
{
    public static long CountOf(TestLibrary library) =>
        library.InScope(scope =>
            scope
                .GetRequiredService<System.Data.Common.DbConnection>()
                .ExecuteScalar<long>("select count(*) from accounts")
        );

    public static Dictionary<string, string?> Fields(string name) => new()
    {
        ["username"] = name,
        ["password"] = TestLibrary.Password,
        ["confirm"] = TestLibrary.Password,
        ["accept"] = "true",
    };
}
