namespace App.Blueprints.Accounts;

public sealed record Account
{
    public required long Id { get; init; }
    public required string Name { get; init; }
    public required string PasswordHash { get; init; }
    public required bool IsOperator { get; init; }
    public required string Language { get; init; }
    public required string Theme { get; init; }
    public required string Density { get; init; }
    public required bool HasShortcuts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
