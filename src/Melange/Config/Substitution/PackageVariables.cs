using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Wolfictl.Melange.Config.Substitution;

/// <summary>Every variable of one package on one architecture. Values are worked out when first asked for, and once.</summary>
internal sealed class PackageVariables(MelangeConfiguration configuration, string architecture)
{
    private const int LongestMessage = 500;
    private const string Opening = "${{";
    private const string Closing = "}}";
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _working = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _transformed;
    private bool _transforming;

    public SubstitutionBudget Budget { get; } = new();

    /// <summary>Whether anything so far would be different on another architecture.</summary>
    public bool DependsOnArchitecture { get; private set; }

    /// <summary>Substitutes every variable of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scope">Where it stands.</param>
    /// <param name="step">The step that an error names; null for that of the scope.</param>
    public string Substitute(SourceText text, Scope scope, Scope? step = null)
    {
        var value = text.Value;
        var start = value.IndexOf(Opening, StringComparison.Ordinal);
        if (start < 0)
        {
            return value;
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Problem("Variables refer to each other more deeply than can be followed.", text, scope, step);
        }

        var result = new StringBuilder(value.Length + 32);
        var done = 0;
        while (start >= 0)
        {
            var end = value.IndexOf(Closing, start + Opening.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            result.Append(value, done, start - done);
            result.Append(Resolve(value.AsSpan(start + Opening.Length, end - start - Opening.Length).Trim(), text, scope, step));
            if (!Budget.TrySpend(result.Length))
            {
                throw Problem($"Its variables make it longer than {SubstitutionBudget.ValueCharacters} characters, or the whole file too long.", text, scope, step);
            }

            done = end + Closing.Length;
            start = value.IndexOf(Opening, done, StringComparison.Ordinal);
        }

        return result.Append(value, done, value.Length - done).ToString();
    }

    public static SubstitutionException Problem(string message, SourceText text, Scope scope, Scope? step = null)
    {
        var where = (step ?? scope).Where;
        var sentence = where.Length == 0 ? message : $"{char.ToUpperInvariant(where[0])}{where[1..]}: {message}";
        return new SubstitutionException(Excerpt.Of(sentence, LongestMessage), scope.File, text.Line, text.Column);
    }

    private string Resolve(ReadOnlySpan<char> name, SourceText text, Scope scope, Scope? step)
    {
        var dot = name.IndexOf('.');
        var rest = dot < 0 ? [] : name[(dot + 1)..];
        var value = (dot < 0 ? name : name[..dot]) switch
        {
            "package" => Package(rest),
            "vars" => Variable(rest.ToString(), scope),
            "range" => rest switch
            {
                "key" => Again(scope.Range?.Key, text, scope, step),
                "value" => Again(scope.Range?.Value, text, scope, step),
                _ => null,
            },
            "inputs" => scope.Input(rest.ToString()),
            "build" => Build(rest),
            "host" or "cross" => Triplet(rest),
            "options" => rest.EndsWith(".enabled") ? "false" : null,
            "context" => rest is "name" ? scope.SubpackageName ?? configuration.Name : null,
            "subpkg" => rest is "name" ? scope.SubpackageName : null,
            _ => null,
        };
        if (value is not null)
        {
            return value;
        }

        var shown = Excerpt.Of(name.ToString());
        var known = name is "package.srcdir" || name.StartsWith("targets.") || name.StartsWith("context.") || name.StartsWith("subpkg.");
        throw Problem(
            known
                ? $"${{{{{shown}}}}} is known only in a build, so it cannot be part of a name, a condition, a URI or a checksum."
                : $"The variable ${{{{{shown}}}}} is not defined.",
            text,
            scope,
            step);
    }

    /// <summary>A range puts its items into the text before anything else is looked at: they may hold variables themselves.</summary>
    private string? Again(string? item, SourceText text, Scope scope, Scope? step) =>
        item is null ? null : Substitute(text with { Value = item }, scope, step);

    private string? Package(ReadOnlySpan<char> field) => field switch
    {
        "name" => configuration.Name,
        "version" => configuration.Version,
        "epoch" => configuration.Epoch.ToString(CultureInfo.InvariantCulture),
        "full-version" => configuration.FullVersion,
        "description" => configuration.Description,
        _ => null,
    };

    private string? Build(ReadOnlySpan<char> field)
    {
        DependsOnArchitecture = true;
        return field switch
        {
            "arch" => architecture,
            "goarch" => Architectures.Go(architecture),
            _ => null,
        };
    }

    private string? Triplet(ReadOnlySpan<char> field)
    {
        DependsOnArchitecture = true;
        return field switch
        {
            "triplet.gnu" or "triplet.gnu.glibc" => Architectures.Triplet(architecture, "gnu"),
            "triplet.gnu.musl" => Architectures.Triplet(architecture, "musl"),
            "triplet.rust" or "triplet.rust.glibc" => Architectures.RustTriplet(architecture, "gnu"),
            "triplet.rust.musl" => Architectures.RustTriplet(architecture, "musl"),
            _ => null,
        };
    }

    private string? Variable(string name, Scope scope)
    {
        if (!_transforming && _transformed is null && configuration.Transforms.Any(transform => transform.To.Value == name))
        {
            Transform();
        }

        if (_transformed is not null && _transformed.TryGetValue(name, out var transformed))
        {
            return transformed;
        }

        if (_values.TryGetValue(name, out var value))
        {
            return value;
        }

        if (!configuration.Variables.TryGetValue(name, out var text))
        {
            return null;
        }

        var own = new Scope { Package = this, File = configuration.File, Range = scope.Range, Subpackage = scope.Subpackage, SubpackageName = scope.SubpackageName };
        if (!_working.Add(name))
        {
            throw Problem($"The variable ${{{{vars.{Excerpt.Of(name)}}}}} refers to itself.", text, own);
        }

        try
        {
            value = Substitute(text, own);
        }
        finally
        {
            _working.Remove(name);
        }

        // What was worked out between two transforms, or for one item of a range, is not the value for good.
        if (!_transforming && scope.Range is null)
        {
            _values[name] = value;
        }

        return value;
    }

    private void Transform()
    {
        _transformed = new Dictionary<string, string>(StringComparer.Ordinal);
        _transforming = true;
        var own = new Scope { Package = this, File = configuration.File };
        try
        {
            foreach (var transform in configuration.Transforms)
            {
                var from = Substitute(transform.From, own);
                _transformed[transform.To.Value] = TransformRunner.Run(transform, from, own);
            }
        }
        catch
        {
            _transformed = null;
            throw;
        }
        finally
        {
            _transforming = false;
        }
    }
}
