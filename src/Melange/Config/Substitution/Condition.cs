namespace Wolfictl.Melange.Config.Substitution;

/// <summary>Decides an <c>if</c>: texts, quoted or not, compared with <c>==</c> and <c>!=</c>, joined with <c>&amp;&amp;</c>, <c>||</c> and parentheses.</summary>
internal sealed class Condition
{
    private const int Deepest = 64;
    private readonly SourceText _text;
    private readonly Scope _scope;
    private int _next;
    private int _depth;

    private Condition(SourceText text, Scope scope)
    {
        _text = text;
        _scope = scope;
    }

    /// <exception cref="SubstitutionException">It is no condition, or has a variable that is not known.</exception>
    public static bool IsTrue(SourceText text, Scope scope)
    {
        if (string.IsNullOrWhiteSpace(text.Value))
        {
            return true;
        }

        var condition = new Condition(text, scope);
        var result = condition.Or();
        return condition.Peek() == '\0' ? result : throw condition.Problem($"something is left over from character {condition._next + 1} on");
    }

    private bool Or()
    {
        var result = And();
        while (TryRead("||"))
        {
            // Both sides are read: what is wrong on the right is wrong either way.
            result = And() || result;
        }

        return result;
    }

    private bool And()
    {
        var result = Comparison();
        while (TryRead("&&"))
        {
            result = Comparison() && result;
        }

        return result;
    }

    private bool Comparison()
    {
        if (Peek() == '(')
        {
            if (++_depth > Deepest)
            {
                throw Problem($"it is nested more than {Deepest} deep");
            }

            _next++;
            var inner = Or();
            if (!TryRead(")"))
            {
                throw Problem("a ( is not closed");
            }

            _depth--;
            return inner;
        }

        var left = Operand();
        if (TryRead("=="))
        {
            return left == Operand();
        }

        if (TryRead("!="))
        {
            return left != Operand();
        }

        return left switch
        {
            "true" => true,
            "false" or "" => false,
            _ => throw Problem($"\"{Excerpt.Of(left)}\" is neither true nor false"),
        };
    }

    private string Operand()
    {
        var value = _text.Value;
        var quote = Peek();
        var start = _next;
        if (quote is '\'' or '"')
        {
            var end = value.IndexOf(quote, start + 1);
            if (end < 0)
            {
                throw Problem($"a {quote} is not closed");
            }

            _next = end + 1;
            return Substitute(value[(start + 1)..end]);
        }

        while (_next < value.Length && !char.IsWhiteSpace(value[_next]) && !"()=!&|'\"".Contains(value[_next], StringComparison.Ordinal))
        {
            var isVariable = string.CompareOrdinal(value, _next, "${{", 0, 3) == 0;
            var end = isVariable ? value.IndexOf("}}", _next, StringComparison.Ordinal) : -1;
            _next = end < 0 ? _next + 1 : end + 2;
        }

        return _next > start ? Substitute(value[start.._next]) : throw Problem($"a text is missing at character {start + 1}");
    }

    private string Substitute(string part) => _scope.Substitute(_text with { Value = part });

    private char Peek()
    {
        while (_next < _text.Value.Length && char.IsWhiteSpace(_text.Value[_next]))
        {
            _next++;
        }

        return _next < _text.Value.Length ? _text.Value[_next] : '\0';
    }

    private bool TryRead(string token)
    {
        if (Peek() != token[0] || string.CompareOrdinal(_text.Value, _next, token, 0, token.Length) != 0)
        {
            return false;
        }

        _next += token.Length;
        return true;
    }

    private SubstitutionException Problem(string message) =>
        PackageVariables.Problem($"The condition \"{Excerpt.Of(_text.Value)}\" cannot be decided: {message}.", _text, _scope);
}
