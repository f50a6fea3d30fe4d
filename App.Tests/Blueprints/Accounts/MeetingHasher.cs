using App.Blueprints.Accounts;
using Microsoft.AspNetCore.Identity;

namespace App.Tests.Blueprints.Accounts;

/// <summary>
/// A password hasher that, after a call of <c>Meet</c>, delays each verification until a second one starts.
/// </summary>
sealed class MeetingHasher : IPasswordHasher<Account>, IDisposable
{
    readonly PasswordHasher<Account> inner = new();
    readonly Barrier barrier = new(2);
    bool meets;

    public void Meet() => meets = true;

    public void Dispose() => barrier.Dispose();

    public string HashPassword(Account user, string password) => inner.HashPassword(user, password);

    public PasswordVerificationResult VerifyHashedPassword(
        Account user, string hashedPassword, string providedPassword)
    {
        if (meets && !barrier.SignalAndWait(TimeSpan.FromSeconds(30)))
            throw new TimeoutException("The other request did not check its password at the same time.");
        return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
