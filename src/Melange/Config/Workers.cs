using System.Runtime.ExceptionServices;

namespace Wolfictl.Melange.Config;

/// <summary>
/// Does numbered pieces of work on a few threads. It stands in for <see cref="Parallel"/>, whose generic machinery has to be compiled at every start
/// and which gives whole ranges to one thread, however uneven the pieces.
/// </summary>
internal static class Workers
{
    public static void Run(int count, int threads, Action<int> work)
    {
        var next = -1;
        Exception? failure = null;
        void Loop()
        {
            try
            {
                int piece;
                while ((piece = Interlocked.Increment(ref next)) < count && failure is null)
                {
                    work(piece);
                }
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        }

        var helpers = new Thread[Math.Max(0, Math.Min(threads, count) - 1)];
        for (var i = 0; i < helpers.Length; i++)
        {
            helpers[i] = new Thread(Loop) { IsBackground = true, Name = "melange" };
            helpers[i].Start();
        }

        Loop();
        foreach (var helper in helpers)
        {
            helper.Join();
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
