using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

/// <summary>
/// Hashes and checks passwords with ASP.NET Core's hasher. Hashing is slow on purpose, so never call it inside a write
/// transaction.
/// </summary>
public sealed class Passwords(IPasswordHasher<Account> hasher, AccountsBlueprint blueprint, IStringLocalizer texts)
{
    public const int MinLength = 8;

    /// <summary>Maximum length in code points. Longer passwords are refused before they are hashed.</summary>
    public const int MaxLength = 1024;

    // The hash to compare with when the account does not exist, so that the response takes equally long.
    readonly Lazy<string> nobody = new(() => hasher.HashPassword(null!, "nobody has this password"));

    /// <summary>Returns why an account cannot have this password; null if it can.</summary>
    public string? ProblemWith(string password, string accountName) =>
        WeakPasswords.Include(password, accountName, blueprint.SiteName)
            ? texts["accounts.password.common"].Value
            : null;

    public string Hash(string password) => hasher.HashPassword(null!, Composed(password));

    /// <summary>Checks a password. Also returns a new hash to store if the old one used fewer iterations.</summary>
    public (bool IsRight, string? BetterHash) Check(Account? account, string password)
    {
        var result = hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobody.Value, Composed(password));
        if (account is null || result == PasswordVerificationResult.Failed) return (false, null);
        return (true, result == PasswordVerificationResult.SuccessRehashNeeded ? Hash(password) : null);
    }

    // Normalises a password, because the same keys produce é as one or two characters, depending on the system.
    static string Composed(string password) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password)).Normalize(NormalizationForm.FormKC);
}
