/// Programs that build scripts and libraries start by name, by what they can be told to do.
package enum ProgramNames {
  package enum Kind: Hashable, Sendable {
    /// Runs what it is given as text.
    case shell
    /// Runs a script in another language.
    case interpreter
    /// Fetches or sends.
    case downloader
    /// Makes a file executable, hides it, or makes it start by itself.
    case helper
  }

  /// What a program is; a folder before its name and `.exe` behind it do not matter.
  package static func kind(of program: String) -> Kind? {
    let name = program.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
    guard var name = name?.lowercased() else { return nil }
    if name.hasSuffix(".exe") { name = String(name.dropLast(4)) }
    return kinds[name]
  }

  private static let kinds: [String: Kind] = {
    var all: [String: Kind] = [:]
    let groups: [(Kind, [String])] = [
      (
        .shell,
        ["sh", "bash", "dash", "zsh", "ksh", "fish", "cmd", "powershell", "pwsh", "busybox", "env"]
      ),
      (
        .interpreter,
        [
          "python", "python2", "python3", "perl", "ruby", "node", "php", "osascript", "wscript",
          "cscript", "mshta", "rundll32", "regsvr32", "msbuild", "wmic", "msiexec", "deno", "bun",
        ]
      ),
      (
        .downloader,
        [
          "curl", "wget", "certutil", "bitsadmin", "nc", "ncat", "netcat", "socat", "scp", "sftp",
          "ftp", "tftp", "rsync", "ssh", "telnet", "nslookup", "dig", "aria2c", "openssl",
        ]
      ),
      (
        .helper,
        [
          "chmod", "attrib", "schtasks", "crontab", "systemctl", "launchctl", "reg", "nohup",
          "setsid",
          "sudo", "xattr", "at", "sc", "netsh", "taskkill", "pkill", "security",
        ]
      ),
    ]
    for (kind, names) in groups {
      for name in names { all[name] = kind }
    }
    return all
  }()
}
