using App.Tests.Testing;
using Dapper;

namespace App.Tests.Blueprints.Accounts.SigningIn;

/// <summary>The fields of the sign-up form, and the accounts it created.</summary>
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
