package import MoatCargo
package import MoatHost
package import MoatModel

/// The lockfile of a workspace as a commit has it.
package struct EarlierLockfile: Sendable {
  private let host: Host
  /// The absolute folder of the workspace.
  private let root: String

  package init(host: Host, root: String) {
    self.host = host
    self.root = root
  }

  /// - Returns: nil where the commit has none; the reason where git or the lockfile's parser refuses.
  package func lockfile(in revision: String) async -> Evidence<Lockfile?> {
    let bytes: [UInt8]
    let path: String
    do throws(GitFailure) {
      let top = try await host.git.topLevel(of: root)
      path = PathText.relative(PathText.join(resolved(root), "Cargo.lock"), to: top)
      bytes = try await host.git.show(
        revision: revision, path: path, in: root, limit: InputLimit.lockfile)
    } catch {
      if case .noSuchPath = error { return .known(nil) }
      return .unavailable(error.message)
    }
    do throws(DocumentError) {
      let text = SourceText(path: "\(revision):\(path)", bytes: bytes)
      return .known(try Lockfile(parsing: text))
    } catch {
      return .unavailable("`\(revision):\(path)` is refused: \(error.message)")
    }
  }

  /// As git reports its top folder.
  private func resolved(_ path: String) -> String {
    do throws(FileFailure) { return try host.files.resolved(path) } catch { return path }
  }
}
