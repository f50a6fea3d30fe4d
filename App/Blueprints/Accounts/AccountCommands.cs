using App.Blueprints.Accounts.SigningIn;
using App.Patterns.Forms;
using App.Patterns.Localization;
using Microsoft.Extensions.Localization;

namespace App.Blueprints.Accounts;

/// <summary>
/// Account operations for the command line. Each method returns null on success, otherwise the problem in one line.
/// </summary>
public sealed class AccountCommands(
    AccountStore accounts,
    SessionStore sessions,
    Passwords passwords,
    Languages languages,
    TimeProvider clock,
    IStringLocalizer texts
)
{
    /// <summary>
    /// Adds an account under the rules of the sign-up page. The first account of a library becomes an operator.
    /// </summary>
    public string? Add(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        var typed = new SignUpForm { Username = name, Password = password };
        if (ProblemWith(typed) is { } problem) return problem;
        var hash = passwords.Hash(password);
        if (accounts.Add(typed.Username, hash, languages.Default, clock.GetUtcNow()) is not null) return null;
        return texts[accounts.Has(typed.Username) ? "accounts.username.taken" : "accounts.username.similar"].Value;
    }

    /// <summary>
    /// Gives an account the operator role or removes the role. Does not remove the role of the last operator.
    /// </summary>
    public string? SetOperator(string name, bool isOperator)
    {
        if (accounts.Find(name) is not { } account) return texts["accounts.no_account", name].Value;
        if (accounts.SetOperator(account.Id, isOperator)) return null;
        return texts["accounts.last_operator", account.Name].Value;
    }

    /// <summary>Sets a new password and ends all sessions of the account.</summary>
    public string? Reset(string name, string password)
    {
        if (accounts.Find(name) is not { } account) return texts["accounts.no_account", name].Value;
        // Validates only the password. The name was valid when the account was created, but the rules may have changed
        // since.
        var typed = new SignUpForm { Username = account.Name, Password = password };
        if (ProblemWithPassword(typed) is { } problem) return problem;
        var hash = passwords.Hash(password);
        accounts.SetPasswordHash(account.Id, hash);
        sessions.RemoveAll(account.Id);
        return null;
    }

    string? ProblemWith(SignUpForm form) => ProblemWith(form, nameof(SignUpForm.Username), form.Username)
        ?? ProblemWithPassword(form);

    string? ProblemWithPassword(SignUpForm form) =>
        ProblemWith(form, nameof(SignUpForm.Password), form.Password)
        ?? passwords.ProblemWith(form.Password, form.Username);

    string? ProblemWith(SignUpForm form, string property, string value) => typeof(SignUpForm).GetProperty(property)!
        .GetCustomAttributes(inherit: true).OfType<FieldRuleAttribute>()
        .Select(rule => rule.Check(value, form, texts))
        .FirstOrDefault(problem => problem is not null);
}
