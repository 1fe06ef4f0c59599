namespace Wolfictl.CacheWorker.Fetching;

/// <summary>Thrown while connecting, to be told apart from what the network does.</summary>
internal sealed class AddressRefusedException(string host, int port, string why) : Exception($"{host} is {why}")
{
    public string Host => host;

    public int Port => port;

    public string Why => why;
}
