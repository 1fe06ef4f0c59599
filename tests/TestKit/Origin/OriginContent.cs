namespace Wolfictl.TestKit.Origin;

/// <summary>Bytes to serve: the same for the same seed.</summary>
public static class OriginContent
{
    public static byte[] Of(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
