
namespace App.Blueprints.Handbook.Demos.ViewDecorators;

public sealed class ViewDecoratorsModel(ViewDecoratorsDemo demo) : DemonstrationPage(demo)
{
    public ViewDecoratorsDemo Demo => demo;
}
