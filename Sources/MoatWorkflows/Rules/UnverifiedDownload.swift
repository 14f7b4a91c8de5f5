package import MoatFindings
import MoatShell

/// Downloads that are unpacked, installed or run without a check of hash or signature.
package struct UnverifiedDownload: WorkflowRule {
  package static let info = RuleInfo(
    id: "unverified-download", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a download that is used without a check",
    explanation: Explanation(
      whatItDoes: """
        Follows files from curl, wget, `Invoke-WebRequest`, `gh release download` and aria2c \
        through the steps of a job, the layers of an image or a script, also through variables, \
        renaming and patterns. One that is unpacked, installed, made executable or run is reported \
        unless a check of its hash or signature comes before: `sha256sum -c`, a compared \
        `Get-FileHash`, minisign, gpg, cosign, `gh attestation verify` and others. So is `ADD` of \
        an address without `--checksum`.

        A hash that was fetched from the same place as the file is no check, and the finding says \
        so (low). High over plain HTTP, and where the job holds a token or secrets worth taking. \
        An address of GitHub that names a whole commit is not reported. Whether a check can fail \
        at all is `check-cannot-fail`.
        """,
      whyItMatters: """
        Whoever can change the file where it is served, by taking over an account, a release or a \
        bucket, runs code in the job. Releases on GitHub can be replaced without a trace.
        """,
      whatToDo: """
        Record the hash in the workflow and check it before anything is done with the file: \
        `sha256sum -c <<< "$HASH file"`.
        """,
      example: """
        ```text
        warning[unverified-download]: `tool.tar.gz` is unpacked without a check
          --> .github/workflows/ci.yml:12:11
           = help: check its hash first: `sha256sum -c <<< "<hash> tool.tar.gz"`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/security/secure-use"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.scriptSequences.flatMap { sequence -> [Finding] in
      let power = sequence.power
      return DownloadTrace(sequence).downloads.compactMap { finding($0, power, facts.settings) }
    }
  }

  private func finding(
    _ download: DownloadTrace.Download, _ power: String?, _ settings: WorkflowSettings
  ) -> Finding? {
    guard let use = download.use, download.place?.isPinned != true else { return nil }
    let name = download.shownName
    let what =
      switch use.kind {
      case .unpack: "unpacked"
      case .install, .move: "installed"
      case .run: "run"
      }
    var notes: [String] = []
    let severity: Severity
    let isSame = download.check == .sameOrigin
    if download.place?.isPlain == true {
      severity = .high
      notes.append("it comes over plain HTTP: anybody on the way can change it")
    } else if isSame {
      severity = .low
      notes.append("the hash comes from the same place: who can change the one can change both")
    } else {
      severity = power == nil ? .medium : .high
    }
    if let power { notes.append("the job \(power)") }
    let isHere = use.site.command.range == download.site.command.range
    return Finding(
      Self.info,
      isSame
        ? "\(name) is \(what), checked only against a hash from the same place"
        : "\(name) is \(what) without a check",
      at: download.site.label, severity: severity,
      related: isHere ? [] : [use.site.part.label(use.site.command.range, "\(what) here")],
      notes: notes,
      help: isSame
        ? "record the hash in the repository"
        : download.site.command.name == "ADD"
          ? "write `ADD --checksum=sha256:<hash>`"
          : "record its hash and check it first, with `sha256sum -c` or its like")
  }
}

extension DownloadTrace.Download {
  /// The file, or else the address, for a message.
  fileprivate var shownName: String {
    if let download = DownloadCommand(site.command) {
      let items = download.items
      let item = items.first { item in
        guard let url = item.url, let place else { return false }
        return DownloadPlace(url) == place
      }
      if let file = (item ?? items.first)?.file { return "`\(file.shown)`" }
    }
    return place.map { "`\($0.shown)`" } ?? "a download"
  }
}
