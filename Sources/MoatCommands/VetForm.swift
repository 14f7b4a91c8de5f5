import MoatHost
import MoatStore
import MoatVetting

/// Has an audit agreed to in the user's editor.
struct VetForm {
  let host: Host

  /// - Returns: the notes.
  /// - Throws: a usage error where the statement was not agreed to; then it has the notes, which are
  ///   not lost.
  func notes(
    for statement: AuditStatement, criteria: [AuditStatement.Criterion], facts: [String],
    notes: String?
  ) async throws -> String? {
    let form = AuditForm(statement, criteria: criteria, facts: facts, notes: notes)
    let saved: String
    do throws(EditorFailure) {
      saved = try await TextEditor(on: host).edited(form.text, as: "MOAT_CERTIFY")
    } catch {
      throw Self.failure(error)
    }
    switch form.answer(in: saved) {
    case .agreed(let notes): return notes
    case .notAgreed(let written):
      let failure = CommandFailure.usage(
        "nothing was recorded: the statement is not uncommented",
        hint: "run it again and uncomment the line, or agree with `--accept-all`")
      guard let written, written != notes else { throw failure }
      throw CommandFailure.detailed(
        failure, ["your notes were:"] + written.split(separator: "\n").map { "  \($0)" })
    }
  }

  private static func failure(_ failure: EditorFailure) -> CommandFailure {
    let flags = "without an editor: `--accept-all`, with `--criteria` and `--notes`"
    switch failure {
    case .noTerminal:
      return .usage("there is no terminal to sign the audit on", hint: flags)
    case .notRun(let command, let why):
      return .usage("the editor `\(command)` could not be run: \(why)", hint: flags)
    case .failed(let command):
      return .usage(
        "the editor `\(command)` ended with an error; nothing was recorded", hint: flags)
    case .unwritable(let why):
      return .undetermined("the form cannot be written: \(why.message)", hint: "set TMPDIR")
    case .unreadable(let why):
      return .undetermined("what the editor saved cannot be read: \(why.message)", hint: nil)
    }
  }
}
