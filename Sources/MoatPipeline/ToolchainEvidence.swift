import MoatAdvisories
import MoatCargo
import MoatFindings
import MoatHost
import MoatModel
import MoatSyntax

/// The Rust versions a project names, from `rust-toolchain` files and manifests.
struct ToolchainEvidence {
  let toolchains: [RequiredToolchain]

  init(_ project: Project, host: Host) {
    let display = DisplayPath(currentDirectory: host.environment.currentDirectory)
    var found: [RequiredToolchain] = []
    for path in project.toolchains {
      // One that could not be read is among the project's problems.
      guard let text = project.sources[display(path)] else { continue }
      if let channel = Self.channel(text) { found.append(channel) }
    }
    for checked in project.workspaces where !checked.isNested {
      guard let manifest = checked.workspace.rootManifest,
        let version = manifest.package?.rustVersion ?? manifest.workspace?.rustVersion
      else { continue }
      found.append(
        RequiredToolchain(
          .minimum, version.value, label: Label(manifest.source.path, version.span)))
    }
    toolchains = found
  }

  /// Why a toolchain file says nothing: neither TOML nor the old form, a name alone.
  static func fault(in text: SourceText) -> String? {
    do throws(TOMLError) {
      _ = try TOMLDocument(parsing: text)
      return nil
    } catch {
      if let name = channel(text)?.text, !name.hasPrefix("[") { return nil }
      let line = LineIndex(text.bytes).position(at: error.span.lower).line
      return "line \(line): \(error.message)"
    }
  }

  /// `[toolchain] channel = …`, or the old form: the file is the channel's name.
  private static func channel(_ text: SourceText) -> RequiredToolchain? {
    do throws(TOMLError) {
      let document = try TOMLDocument(parsing: text)
      guard let value = document.root["toolchain"]?.table?["channel"], let name = value.string
      else { return nil }
      return RequiredToolchain(.pinned, name, label: Label(text.path, value.span))
    } catch {
      let lines = String(decoding: text.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
      guard lines.count == 1, let line = lines.first else { return nil }
      let name = line.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
      return RequiredToolchain(
        .pinned, name, label: Label(text.path, SourceSpan(0, text.bytes.count)))
    }
  }
}
