namespace App.Blueprints.Handbook.Demos;

[Exchanged("packages")]
public sealed class PackagesModel(PackagesDemo demo) : DemonstrationPage(demo);
