using App.Patterns.Deployment;

namespace App.Tests.Patterns.Deployment;

/// <summary>
/// A release whose program is a small Perl script. The script serves the name of the release, reports its health, and
/// "migrates" a text file by writing its schema version into it. It refuses a file with another version, as the real
/// program refuses a database.
/// </summary>
sealed record FakeRelease(string Name)
{
    /// <summary>The file name of the program.</summary>
    public const string Program = "fake";

    public int Schema { get; init; } = 1;

    /// <summary>The HTTP status of <c>/health</c> on the private port, before the switch.</summary>
    public int GateHealth { get; init; } = 200;

    /// <summary>The HTTP status of <c>/health</c> on the public port.</summary>
    public int PublicHealth { get; init; } = 200;

    /// <summary>Whether the migration fails after it has changed the data.</summary>
    public bool BreaksData { get; init; }

    /// <summary>Writes the program into a new folder and packs that folder.</summary>
    public ReleasePackage Pack(string folder)
    {
        var published = Path.Combine(folder, $"published-{Guid.NewGuid():n}");
        Directory.CreateDirectory(published);
        File.WriteAllText(Path.Combine(published, Program), Script);
        return ReleasePackage.Pack(published, Program, Name, Path.Combine(folder, "packages"));
    }

    string Quoted => Name
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("'", @"\'", StringComparison.Ordinal);

    string Script => $$"""
        #!/usr/bin/perl
        use strict; use Socket;
        my $schema = {{Schema}};
        my $text = '{{Quoted}}';
        (my $data = $ENV{SITE_CONFIG}) =~ s|config\.json$|data/site.db|;
        sub version { open(my $file, '<', $data) or return 0; my $line = <$file>; return $line + 0 }
        sub store { open(my $file, '>', $data) or die; print $file $_[0] }
        $| = 1;
        if ($ARGV[0] eq 'migrate') {
          if (version() > $schema) { print STDERR "The data is too new.\n"; exit 3 }
          if (version() < $schema) {
            print "$schema.sql\n";
            if (($ARGV[1] // '') ne '--pending') {
              store("$schema\n");
              if ({{(BreaksData ? 1 : 0)}}) { print STDERR "The migration broke.\n"; exit 1 }
            }
          }
          exit 0;
        }
        die "version" if version() != $schema;
        my ($socket, $health);
        if (($ENV{LISTEN_PID} // 0) == $$) { open($socket, '+<&=', 3) or die; $health = {{PublicHealth}} }
        else {
          socket($socket, PF_INET, SOCK_STREAM, 0);
          bind($socket, pack_sockaddr_in(0, INADDR_LOOPBACK));
          listen($socket, 64);
          my ($port) = unpack_sockaddr_in(getsockname($socket));
          print "listening on http://127.0.0.1:$port\n";
          $health = {{GateHealth}};
        }
        my $stop = 0; $SIG{TERM} = sub { $stop = 1 }; $SIG{PIPE} = 'IGNORE';
        until ($stop) {
          my $ready = ''; vec($ready, fileno($socket), 1) = 1;
          next unless select($ready, undef, undef, 0.1) > 0;
          accept(my $client, $socket) or next;
          my $line = <$client> // ''; while (my $header = <$client>) { last if $header =~ /^\r?\n$/ }
          my $status = $line =~ m|/health| ? $health : 200;
          my $size = length $text;
          print $client "HTTP/1.1 $status X\r\nContent-Length: $size\r\nConnection: close\r\n\r\n$text";
          close $client;
        }
        """;
}
