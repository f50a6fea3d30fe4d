namespace App.Patterns.Subclassing;

/// <summary>
/// Where an exception is told that nobody handled: the way from what answers for it to the application's own seam,
/// which a subclass may replace. The answer stays what it is. Flask: Subclassing Flask (<c>log_exception</c>).
/// </summary>
public sealed class ExceptionLog(Action<HttpContext, Exception> write)
{
    public void Write(HttpContext context, Exception error) => write(context, error);
}
