using System.Security.Cryptography;
using App.Blueprints.Accounts;
using App.Blueprints.Links.PublicPages;
using App.Blueprints.Links.Samples;
using App.Patterns.BackgroundTasks.Schedules;
using App.Patterns.Localization;
using App.Patterns.Sqlite;
using Microsoft.Extensions.Localization;

namespace App;

/// <summary>
/// Resets the demo account and its links to the sample library in one transaction. A marker file identifies data
/// directories in which this class created the account <c>demo</c>. An account that a person created is never changed.
/// </summary>
public sealed class DemoReset(
    OnDemandConnection connection, AccountStore accounts, AccountRemovals removals, Passwords passwords,
    SampleLibrary sample, PublicLinkCache publicLinks, Languages languages, AppSettings settings, TimeProvider clock,
    IStringLocalizer texts) : IScheduledTask
{
    /// <summary>The name of the account, in <c>/{lang}/@demo</c>.</summary>
    public const string Account = "demo";

    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    string Mark => Path.Combine(settings.DataDirectory, ".demo");

    /// <exception cref="SettingsException">A person has created the account <c>demo</c> in this library.</exception>
    public void Prepare()
    {
        if (File.Exists(Mark)) return;
        if (accounts.Has(Account))
            throw new SettingsException(
                $"The library in {settings.DataDirectory} already has an account {Account}. "
                + "The demo would replace it. "
                + "Set an empty directory with --DataDirectory.");
        File.WriteAllText(Mark, "");
    }

    public void Run()
    {
        if (!File.Exists(Mark)) return;
        // Hashing is slow, so it happens before the transaction.
        var hash = passwords.Hash(RandomNumberGenerator.GetHexString(64));
        connection.Transact(() =>
        {
            var now = clock.GetUtcNow();
            // Tries to add the account before it reads the existing one: the first write takes the write lock of the
            // database, so no other process changes the account after the read.
            var id = accounts.AddMember(Account, hash, languages.Default, now);
            if (id is null)
            {
                removals.Remove(accounts.Find(Account)!.Id);
                id = accounts.AddMember(Account, hash, languages.Default, now);
            }
            sample.Add(id!.Value, texts["links.sample.title"], now, isPublic: true);
            publicLinks.Changed(id.Value);
        });
    }
}
