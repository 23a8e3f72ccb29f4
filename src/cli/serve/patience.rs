//! How long the node waits for a client that says nothing or listens to nothing (DOS-04, DOS-05).

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use hyper::body::{Body, Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// Fewer bytes are no HTTP/2 preface and hardly a request; until they came, the client has said nothing.
const A_BEGINNING: usize = 24;

/// A connection that ends when nothing moves on it, in either direction, for too long.
pub struct PatientStream<S> {
    inner: S,
    idle: Duration,
    heard: usize,
    last_movement: Instant,
    alarm: Pin<Box<Sleep>>,
}

impl<S> PatientStream<S> {
    /// Waits `beginning` for the client's first words, and later `idle` between any two movements.
    pub fn new(inner: S, beginning: Duration, idle: Duration) -> Self {
        let now = Instant::now();
        PatientStream {
            inner,
            idle,
            heard: 0,
            last_movement: now,
            alarm: Box::pin(sleep_until(now + beginning)),
        }
    }

    fn moved(&mut self, heard: usize) {
        self.heard = self.heard.saturating_add(heard);
        self.last_movement = Instant::now();
    }

    /// The alarm is set anew only when it rings: most connections never hear it.
    fn poll_alarm(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        ready!(self.alarm.as_mut().poll(context));
        let deadline = self.last_movement + self.idle;
        if self.heard < A_BEGINNING || deadline <= Instant::now() {
            return Poll::Ready(io::ErrorKind::TimedOut.into());
        }
        self.alarm.as_mut().reset(deadline);
        self.alarm.as_mut().poll(context).map(|()| io::ErrorKind::TimedOut.into())
    }

    fn watch<T>(
        &mut self,
        context: &mut Context<'_>,
        outcome: Poll<io::Result<T>>,
        heard: impl FnOnce(&T) -> usize,
    ) -> Poll<io::Result<T>> {
        match outcome {
            Poll::Ready(Ok(value)) => {
                self.moved(heard(&value));
                Poll::Ready(Ok(value))
            }
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => self.poll_alarm(context).map(Err),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for PatientStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let outcome = Pin::new(&mut self.inner).poll_read(context, buffer);
        let heard = buffer.filled().len() - before;
        self.watch(context, outcome, |()| heard)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for PatientStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write(context, bytes);
        // Whoever is answered has asked something.
        self.watch(context, outcome, |_| A_BEGINNING)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let outcome = Pin::new(&mut self.inner).poll_flush(context);
        if outcome.is_pending() { self.poll_alarm(context).map(Err) } else { outcome }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let outcome = Pin::new(&mut self.inner).poll_write_vectored(context, bytes);
        self.watch(context, outcome, |_| A_BEGINNING)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

/// A request body that must keep coming: it has `allowance`, and a second more for each [`PACE`] bytes.
pub struct PacedBody<B> {
    inner: B,
    begun: Instant,
    allowance: Duration,
    received: u64,
    alarm: Option<Pin<Box<Sleep>>>,
}

/// The slowest upload that is not an attack, in bytes per second.
const PACE: u64 = 16 * 1024;

impl<B> PacedBody<B> {
    pub fn new(inner: B, allowance: Duration) -> Self {
        PacedBody { inner, begun: Instant::now(), allowance, received: 0, alarm: None }
    }

    fn deadline(&self) -> Instant {
        self.begun + self.allowance + Duration::from_secs(self.received / PACE)
    }

    fn poll_alarm(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let deadline = self.deadline();
        let alarm = self.alarm.get_or_insert_with(|| Box::pin(sleep_until(deadline)));
        if alarm.deadline() != deadline {
            alarm.as_mut().reset(deadline);
        }
        alarm.as_mut().poll(context)
    }
}

impl<B> Body for PacedBody<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match Pin::new(&mut self.inner).poll_frame(context) {
            Poll::Ready(frame) => {
                if let Some(Ok(data)) = frame.as_ref().map(|frame| frame.as_ref().map(Frame::data_ref)) {
                    self.received += data.map_or(0, |data| data.remaining() as u64);
                }
                Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
            }
            Poll::Pending => {
                self.poll_alarm(context).map(|()| Some(Err(io::Error::from(io::ErrorKind::TimedOut).into())))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
