namespace App.Blueprints.Handbook.Demos;

[Exchanged("viewdecorators")]
public sealed class ViewDecoratorsModel(ViewDecoratorsDemo demo) : DemonstrationPage(demo)
{
    public ViewDecoratorsDemo Demo => demo;
}
