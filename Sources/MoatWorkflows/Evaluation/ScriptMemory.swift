import MoatShell
import Synchronization

/// The scripts of a file's steps as they were read: every rule asks for them again.
///
/// What a step's script says depends on its file alone, so nothing is ever dropped.
final class ScriptMemory: Sendable {
  struct Key: Hashable {
    /// Where the job is written; nil for a composite action.
    let job: Int?
    /// ``Step/index``
    let step: Int
  }

  private let scripts = Mutex<[Key: [ShellScript]]>([:])

  func scripts(at key: Key, reading: () -> [ShellScript]) -> [ShellScript] {
    if let known = scripts.withLock({ $0[key] }) { return known }
    let read = reading()
    scripts.withLock { $0[key] = read }
    return read
  }
}
