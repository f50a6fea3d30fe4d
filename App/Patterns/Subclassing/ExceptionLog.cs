namespace App.Patterns.Subclassing;

/// <summary>
/// Passes unhandled exceptions to a method of the application that a subclass can override. Flask documentation:
/// Subclassing Flask (<c>log_exception</c>).
/// </summary>
/// <remarks>The method only logs and does not change the response.</remarks>
/// <param name="write">The method, which logs an exception of a request.</param>
public sealed class ExceptionLog(Action<HttpContext, Exception> write)
{
    /// <summary>Logs an unhandled exception.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">The exception.</param>
    public void Write(HttpContext context, Exception error) => write(context, error);
}
