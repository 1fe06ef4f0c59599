using System.Globalization;
using System.Text;

namespace Wolfictl.Kubernetes.Client;

/// <summary>Builds path and query; every part is escaped.</summary>
internal sealed class ApiPath
{
    private readonly StringBuilder _text = new();
    private bool _hasQuery;

    public ApiPath(params ReadOnlySpan<string> segments)
    {
        foreach (var segment in segments)
        {
            // Names of objects can be neither: a path would go elsewhere.
            if (segment is "" or "." or "..")
            {
                throw new ArgumentException($"'{segment}' cannot be the name of a namespace or of an object.", nameof(segments));
            }

            _text.Append('/').Append(Uri.EscapeDataString(segment));
        }
    }

    public ApiPath With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_hasQuery ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasQuery = true;
        }

        return this;
    }

    public ApiPath With(string name, bool value) => value ? With(name, "true") : this;

    public ApiPath With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
