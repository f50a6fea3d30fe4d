namespace App.Blueprints.Accounts;

/// <summary>Why a new account cannot get a name.</summary>
public enum NameConflict
{
    None = 0,

    /// <summary>Another account already has the requested name.</summary>
    Taken = 1,

    /// <summary>The requested name looks like the name of another account. See <see cref="NameSkeleton"/>.</summary>
    Similar = 2,
}
