using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

/// <summary>
/// Hashes and checks passwords with the platform's hasher. Slow on purpose, so never called while something is being
/// written.
/// </summary>
public sealed class Passwords(IPasswordHasher<Account> hasher, AccountsBlueprint blueprint, IStringLocalizer texts)
{
    public const int MinLength = 8;

    /// <summary>In code points. Longer ones are refused before they are hashed.</summary>
    public const int MaxLength = 1024;

    // Compared with when there is no such account, so that the answer takes as long.
    readonly Lazy<string> nobody = new(() => hasher.HashPassword(null!, "nobody has this password"));

    /// <summary>Why an account cannot have this password; null when it can.</summary>
    public string? ProblemWith(string password, string accountName) =>
        WeakPasswords.Include(password, accountName, blueprint.SiteName)
            ? texts["accounts.password.common"].Value
            : null;

    public string Hash(string password) => hasher.HashPassword(null!, Composed(password));

    /// <summary>
    /// Whether the password is right, and the hash to store instead when the old one was made with fewer rounds.
    /// </summary>
    public (bool IsRight, string? BetterHash) Check(Account? account, string password)
    {
        var result = hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobody.Value, Composed(password));
        if (account is null || result == PasswordVerificationResult.Failed) return (false, null);
        return (true, result == PasswordVerificationResult.SuccessRehashNeeded ? Hash(password) : null);
    }

    // The same keys give é as one or as two characters, depending on the system.
    static string Composed(string password) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(password)).Normalize(NormalizationForm.FormKC);
}
