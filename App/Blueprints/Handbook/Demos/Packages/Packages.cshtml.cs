namespace App.Blueprints.Handbook.Demos.Packages;

public sealed class PackagesModel(PackagesDemo demo) : DemonstrationPage(demo);
