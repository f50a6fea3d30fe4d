namespace App.Blueprints.Handbook.Demos;

public sealed class PackagesModel(PackagesDemo demo) : DemonstrationPage(demo);
