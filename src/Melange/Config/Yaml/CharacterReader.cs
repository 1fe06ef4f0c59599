namespace Wolfictl.Melange.Config.Yaml;

/// <summary>Reads characters from a borrowed array: a string for each file would be garbage at once.</summary>
internal sealed class CharacterReader(char[] characters, int count) : TextReader
{
    private int _next;

    public override int Peek() => _next < count ? characters[_next] : -1;

    public override int Read() => _next < count ? characters[_next++] : -1;

    public override int Read(char[] buffer, int index, int length)
    {
        var taken = Math.Min(length, count - _next);
        Array.Copy(characters, _next, buffer, index, taken);
        _next += taken;
        return taken;
    }

    public override int Read(Span<char> buffer)
    {
        var taken = Math.Min(buffer.Length, count - _next);
        characters.AsSpan(_next, taken).CopyTo(buffer);
        _next += taken;
        return taken;
    }
}
