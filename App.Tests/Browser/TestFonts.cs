namespace App.Tests.Browser;

/// <summary>
/// Fonts for Latin and Arabic script on a machine that may have none: Open Sans from the Chromium package, and Noto
/// Naskh Arabic from its own npm package. A fontconfig file lists them before the machine's own fonts.
/// </summary>
static class TestFonts
{
    /// <summary>
    /// The environment variables that make the fonts available to a browser; empty without fontconfig or the packages.
    /// </summary>
    public static Dictionary<string, string> Environment()
    {
        if (!OperatingSystem.IsLinux() || !NpmChromium.IsInstalled) return [];
        var folder = Checkout.Cached($"fonts-{NpmChromium.Version()}", Fill);
        return new() { ["FONTCONFIG_FILE"] = Path.Combine(folder, "carafe.conf") };
    }

    static void Fill(string folder)
    {
        NpmChromium.Extract("fonts.tar.br", folder);
        foreach (
            var font in Directory.GetFiles(
                Path.Combine(Checkout.NodeModules, "@expo-google-fonts", "noto-naskh-arabic"),
                "*.ttf",
                SearchOption.AllDirectories
            )
        )
            File.Copy(font, Path.Combine(folder, "fonts", Path.GetFileName(font)));

        File.WriteAllText(Path.Combine(folder, "carafe.conf"), $"""
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir prefix="relative">fonts</dir>
              <dir>/usr/share/fonts</dir>
              <cachedir>{Path.Combine(Path.GetTempPath(), "carafe-fontconfig")}</cachedir>
              <alias binding="strong"><family>sans-serif</family>
                <prefer><family>Open Sans</family><family>Noto Naskh Arabic</family></prefer></alias>
              <alias binding="strong"><family>system-ui</family>
                <prefer><family>Open Sans</family><family>Noto Naskh Arabic</family></prefer></alias>
              <alias><family>monospace</family>
                <prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer></alias>
            </fontconfig>
            """);
    }
}
