using Xunit;

namespace Wolfictl.TestKit.Requirements;

/// <summary>A fact that needs RabbitMQ; skipped where the environment names none.</summary>
public sealed class RequiresBrokerFactAttribute : FactAttribute
{
    public RequiresBrokerFactAttribute() => Skip = Requirement.Broker;
}
