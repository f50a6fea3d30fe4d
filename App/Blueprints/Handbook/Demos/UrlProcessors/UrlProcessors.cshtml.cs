namespace App.Blueprints.Handbook.Demos.UrlProcessors;

public sealed class UrlProcessorsModel(UrlProcessorsDemo demo) : DemonstrationPage(demo);
