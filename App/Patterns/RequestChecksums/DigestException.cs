namespace App.Patterns.RequestChecksums;

public enum DigestProblem
{
    /// <summary>The field cannot be read.</summary>
    Malformed,

    /// <summary>What arrived is not what was sent.</summary>
    Mismatch,
}

/// <summary>A digest of the request does not hold: 400. The message is for who wrote the client.</summary>
public sealed class DigestException(DigestProblem problem, string message)
    : BadHttpRequestException(message, StatusCodes.Status400BadRequest)
{
    public DigestProblem Problem { get; } = problem;
}
