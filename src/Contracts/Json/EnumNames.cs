namespace Wolfictl.Contracts;

/// <summary>The names of an enum's members on the wire: as declared, read in any case, never a number, never <c>Unknown</c>.</summary>
internal static class EnumNames
{
    public static IEnumerable<string> Known<T>()
        where T : struct, Enum => Enum.GetNames<T>().Where(n => n != "Unknown");

    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        var known = Known<T>().FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase));
        value = known is null ? default : Enum.Parse<T>(known);
        return known is not null;
    }
}
