namespace App.Patterns.RequestChecksums;

/// <summary>Why the digest in a request header is rejected.</summary>
public enum DigestProblem
{
    /// <summary>The header with the digest cannot be parsed.</summary>
    Malformed,

    /// <summary>The digest of the body differs from the digest in the header.</summary>
    Mismatch,
}

/// <summary>A digest of the request is invalid or does not match; status 400.</summary>
/// <param name="problem">Why the digest is rejected.</param>
/// <param name="message">A message for the developer of the client.</param>
public sealed class DigestException(DigestProblem problem, string message)
    : BadHttpRequestException(message, StatusCodes.Status400BadRequest)
{
    /// <summary>Why the digest is rejected.</summary>
    public DigestProblem Problem { get; } = problem;
}
