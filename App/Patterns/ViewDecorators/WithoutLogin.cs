namespace App.Patterns.ViewDecorators;

/// <summary>Marks endpoints that are the same for everybody, so that nobody is looked up for them: static files, health.</summary>
public sealed class WithoutLogin
{
    public static bool Is(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.GetEndpoint()?.Metadata.GetMetadata<WithoutLogin>() is not null;
    }
}

public static class WithoutLoginExtensions
{
    public static T WithoutLogin<T>(this T endpoints) where T : IEndpointConventionBuilder => endpoints.WithMetadata(new WithoutLogin());
}
