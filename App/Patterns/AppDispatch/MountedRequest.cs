using System.Collections;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace App.Patterns.AppDispatch;

/// <summary>
/// The features of a request in a mounted application: the features of the parent's request, but with another path base
/// and path.
/// </summary>
/// <remarks>
/// Of the parent's features, only the connection and response features listed in this class are visible. Path base and
/// path are stored in this object, so that code that runs after the response still reads the values of the mounted
/// application.
/// </remarks>
abstract class MountedRequest : IFeatureCollection, IHttpRequestFeature
{
    static readonly FrozenSet<Type> transport = FrozenSet.Create(
        typeof(IHttpResponseFeature),
        typeof(IHttpResponseBodyFeature),
        typeof(IRequestBodyPipeFeature),
        typeof(IHttpRequestIdentifierFeature),
        typeof(IHttpRequestLifetimeFeature),
        typeof(IHttpConnectionFeature),
        typeof(ITlsConnectionFeature),
        typeof(ITlsHandshakeFeature),
        typeof(IHttpUpgradeFeature),
        typeof(IHttpExtendedConnectFeature),
        typeof(IHttpRequestTrailersFeature),
        typeof(IHttpResponseTrailersFeature),
        typeof(IHttpMaxRequestBodySizeFeature),
        typeof(IHttpMinRequestBodyDataRateFeature),
        typeof(IHttpMinResponseDataRateFeature),
        typeof(IHttpBodyControlFeature),
        typeof(IHttpRequestBodyDetectionFeature),
        typeof(IHttpResetFeature),
        typeof(IHttpsCompressionFeature)
    );

    readonly IFeatureCollection parent;
    readonly IHttpRequestFeature sent;
    // The features that the application set itself. A null value hides the feature of the parent.
    readonly Dictionary<Type, object?> own = new(capacity: 11);
    IHttpRequestFeature request;
    int revision;

    protected MountedRequest(IFeatureCollection parent, PathString root, PathString path)
    {
        this.parent = parent;
        sent = parent.GetRequiredFeature<IHttpRequestFeature>();
        request = this;
        (PathBase, Path) = (root.Value ?? "", path.Value ?? "");
        (Method, Scheme, QueryString) = (sent.Method, sent.Scheme, sent.QueryString);
    }

    public string PathBase { get; set; }

    public string Path { get; set; }

    public string Method { get; set; }

    public string Scheme { get; set; }

    public string QueryString { get; set; }

    public string Protocol { get => sent.Protocol; set => sent.Protocol = value; }

    public string RawTarget { get => sent.RawTarget; set => sent.RawTarget = value; }

    public IHeaderDictionary Headers { get => sent.Headers; set => sent.Headers = value; }

    // Sets the stream of the parent, because the server's body reader reads from that stream.
    public Stream Body { get => sent.Body; set => sent.Body = value; }

    public bool IsReadOnly => false;

    public int Revision => revision + parent.Revision;

    public object? this[Type key]
    {
        get => key == typeof(IHttpRequestFeature) ? request
            : own.TryGetValue(key, out var feature) ? feature
            : transport.Contains(key) ? parent[key]
            : null;
        set
        {
            revision++;
            if (key == typeof(IHttpRequestFeature)) request = (IHttpRequestFeature?)value ?? this;
            else if (value is not null || transport.Contains(key)) own[key] = value;
            else own.Remove(key);
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator()
    {
        foreach (var key in own.Keys.Union(transport).Append(typeof(IHttpRequestFeature)))
            if (this[key] is { } feature)
                yield return new(key, feature);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
