import MoatCargo
import MoatPipeline
import MoatVetting

/// What decides for a `vet` command: what `moat.toml` and flags ask for, or, where they ask for nothing,
/// the plain verdict of cargo-vet.
struct VetDecision {
  let session: VetSession
  /// nil for the plain verdict.
  let judge: VettingJudge?
  /// nil where all that is locked counts.
  let build: BuildSelection?
  /// What crev's proofs say of what is locked; nil where no repository of proofs is named, or where
  /// nobody asks.
  let reviews: CrevReviews?

  /// What decides over the graph, by what was fetched where something was.
  func resolver(
    _ store: VetStore? = nil, graph: VetGraph? = nil, imports: ImportsLock? = nil
  ) -> VetResolver {
    judge?.resolver(
      store ?? session.store, live: imports ?? session.live, graph: graph ?? session.graph)
      ?? session.resolver(store, graph: graph, imports: imports)
  }

  /// What decides by the files of the store alone, whatever was fetched.
  var storedResolver: VetResolver {
    judge?.resolver(live: nil)
      ?? VetResolver(store: session.store, graph: session.graph, criteria: session.criteria)
  }
}
