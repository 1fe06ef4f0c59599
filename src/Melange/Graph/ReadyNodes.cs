namespace Wolfictl.Melange.Graph;

/// <summary>A binary heap of numbers, smallest first.</summary>
internal sealed class ReadyNodes(int capacity)
{
    private readonly int[] _heap = new int[capacity];
    private int _count;

    public void Add(int node)
    {
        var i = _count++;
        for (; i > 0 && _heap[(i - 1) / 2] > node; i = (i - 1) / 2)
        {
            _heap[i] = _heap[(i - 1) / 2];
        }

        _heap[i] = node;
    }

    public int TakeFirst()
    {
        var first = _heap[0];
        var last = _heap[--_count];
        var i = 0;
        for (var child = 1; child < _count; child = (2 * i) + 1)
        {
            if (child + 1 < _count && _heap[child + 1] < _heap[child])
            {
                child++;
            }

            if (_heap[child] >= last)
            {
                break;
            }

            _heap[i] = _heap[child];
            i = child;
        }

        _heap[i] = last;
        return first;
    }
}
