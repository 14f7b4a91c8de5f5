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
      and unknown keys, so both tools drop them whenever they write a file; what would be lost is \
      shown first with --check, and `notes` is kept.
      """)

  @Flag(help: "Write nothing: show what would change, and end with 1 if anything would.")
  var check = false

  @OptionGroup(title: "Project and store") var vet: VetOptions

  func run(in host: Host) async throws -> ExitStatus {
    var reading = vet
    reading.locked = false
    reading.frozen = false
    let session = try await VetSession.open(reading, in: host)
    guard check else {
      try session.write(session.store)
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
