internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatVetting

struct VetFmtCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Write the store's files as cargo-vet writes them.",
    discussion: """
      Byte for byte: `cargo vet --locked` accepts the result. The formats have no room for comments \
      and for keys that cargo-vet does not know. Where there are any, they are listed and nothing is \
      written, unless --discard says that they may go; `notes` is kept. Other commands leave them in \
      place and change only the entries that they are about.
      """)

  @Flag(help: "Write nothing: show what would change, and end with 1 if anything would.")
  var check = false

  @Flag(help: "Drop comments and unknown keys.") var discard = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    var reading = vet
    reading.locked = false
    reading.frozen = false
    let session = try await VetSession.open(reading, in: host)
    guard check else {
      let losses = VetStoreEdit.losses(in: session.project.folder.vetTexts, of: session.store)
      guard losses.isEmpty || discard else { throw VetMessages.losses(losses) }
      try session.write(session.store, discards: true)
      return .clean
    }
    let texts = VetStoreWriter.texts(of: session.store)
    var isCanonical = true
    for (file, text) in [
      (VetStoreFolder.File.configuration, texts.configuration), (.audits, texts.audits),
      (.imports, texts.imports),
    ] {
      guard
        let difference = CanonicalText.difference(from: session.project.folder[file], to: text)
      else { continue }
      isCanonical = false
      let lines = difference.diff.split(separator: "\n", omittingEmptySubsequences: false)
      try host.say(
        lines.map { TerminalText.neutralised(String($0)) }.joined(separator: "\n"))
    }
    return isCanonical ? .clean : .findings
  }
}
