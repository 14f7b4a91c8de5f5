import MoatHost
import MoatStore

/// Opens a page in the user's browser.
///
/// The address has a secret in it, and what a program is started with every user of the machine can
/// see. So the browser is given a file that only its owner may read, which leads to the page.
struct BrowserOpening {
  private let host: Host
  private let path: String

  /// Starting a browser takes seconds; the shell that starts it returns at once.
  private static let deadline = Duration.seconds(10)
  private static let openers = ["xdg-open", "open"]

  /// Nothing but a remark when it cannot be done: the address was printed.
  init?(_ address: String, in host: Host) async {
    guard let folder = host.environment.dataDirectory, let opener = Self.opener(in: host) else {
      host.remark("note: there is no program to open the page with; open the address yourself")
      return nil
    }
    self.host = host
    path = PathText.join(folder, "review.html")
    let page = """
      <!doctype html><meta charset="utf-8"><title>cargo moat review</title>
      <meta http-equiv="refresh" content="0; url=\(address)">
      <a href="\(address)">cargo moat review</a>

      """
    do {
      try host.files.createDirectories(folder)
      try AtomicFile.write(Array(page.utf8), to: path, mode: 0o600, using: host.store)
      _ = try await host.processes.run(
        ProcessRequest(
          executable: "/bin/sh",
          arguments: [
            "-c", "\"$0\" \"$1\" >/dev/null 2>&1 </dev/null &", opener, "file://\(path)",
          ],
          environment: host.environment.variables, outputLimit: 1 << 10, deadline: Self.deadline))
    } catch {
      host.remark("note: the page cannot be opened for you; open the address yourself")
    }
  }

  private static func opener(in host: Host) -> String? {
    for folder in host.environment.searchPath {
      for name in openers {
        let path = PathText.join(folder, name)
        if case .regular? = try? host.files.kind(of: path, followingLinks: true) { return path }
      }
    }
    return nil
  }

  /// Removes the file: its address leads nowhere any more.
  func remove() { try? host.files.remove(path) }
}
